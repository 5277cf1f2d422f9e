import Factors

/// What an estimate takes for an accelerator and for its share of the machine around it.
struct RoughEquipment {
  var power: RoughFigure
  var load: RoughFigure
  var idle: RoughFigure
  var embodied: RoughFigure
  var hostPower: RoughFigure
  var hostIdle: RoughFigure
  var hostEmbodied: RoughFigure

  /// The figures of an accelerator where the catalogue has them, and what stands in for them where
  /// it has not: shares of the rated power for the idle draw and for the machine around it, and the
  /// making of an H100, which has a product carbon footprint, for that of another.
  ///
  /// What the making of it and of its host comes to stands as it is from 250 W, the least of the
  /// cards whose making somebody has told, to the 700 W of an H100, and goes in proportion to the
  /// rated power below and above that: a board of 10 W has neither so much silicon nor so large a
  /// share of a server.
  init?(_ estimate: RoughEstimate, in catalogue: FactorCatalog) {
    let id = estimate.accelerator.id
    func rows(_ id: String, _ figure: String) -> [FactorRow] {
      catalogue.rows(of: id, figure: figure)
    }
    func standIn(_ id: String, _ figure: String) -> RoughFigure? { RoughFigure(rows(id, figure)) }
    let accelerator = "unknown-accelerator"
    let host = "unknown-host"
    let powerRows = rows(id, "power").alone("share of host", by: \.note)
    let isMeasured = FactorCatalog.preferred(powerRows)?.method.hasPrefix("measured") ?? false
    guard var power = RoughFigure(powerRows) ?? standIn(accelerator, "power"),
      let load = standIn(accelerator, "load"),
      let idleShare = standIn(accelerator, "idle-share"),
      let making = standIn(accelerator, "embodied"),
      let hostShare = standIn(host, "power-share"),
      let hostIdleShare = standIn(host, "idle-share"),
      let hostMaking = standIn(host, "embodied")
    else { return nil }
    for variant in estimate.variants {
      if let other = RoughFigure(rows(variant.id, "power")) { power.widen(to: other.value) }
    }
    let size = power.value < 250 ? power.value / 250 : max(1, power.value / 700)
    let reference = power.value < 250 ? 250 : 700
    let scale = size == 1 ? "" : ", by \(power.digits) W / \(reference) W"
    self.power = power
    self.load = load
    if isMeasured {
      self.load.low = load.value
      self.load.high = load.value
      self.load.source = power.source
      self.load.note = "the power is a measured mean already"
    }
    idle =
      RoughFigure(rows(id, "idle"))
      ?? idleShare.of(
        power.value, "W", note: "no idle draw is known: \(idleShare.digits) % of the power")
    embodied =
      RoughFigure(rows(id, "embodied").alone("share of a server", by: \.method))
      ?? making.scaled(
        by: size, note: "its making is not known: that of an NVIDIA H100 SXM5\(scale)")
    hostPower = hostShare.of(
      power.value, "W",
      note: "\(hostShare.digits) % of the accelerator's power: processors, memory, fans")
    hostIdle = hostIdleShare.of(
      power.value, "W", note: "\(hostIdleShare.digits) % of the accelerator's power")
    hostEmbodied = hostMaking.scaled(
      by: size, note: "one eighth of 2500 kg, a node around eight GPUs\(scale)")
  }
}

extension [FactorRow] {
  /// The rows that do not say that more than the device is in them; all, where every one does.
  fileprivate func alone(_ words: String, by text: (FactorRow) -> String) -> [FactorRow] {
    let others = filter { !text($0).has(words) }
    return others.isEmpty ? self : others
  }
}

extension String {
  fileprivate func has(_ words: String) -> Bool {
    indices.contains { self[$0...].hasPrefix(words) }
  }
}
