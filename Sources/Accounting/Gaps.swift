import Formulas
import Inventories
import Quantities
import Studies

/// Missing figures: named, never zero.
extension ActivityBook {
  /// Names what no rule could post.
  mutating func nameGaps() {
    noteRatedPower()
    nameDynamicGaps()
    nameIdleGaps()
    nameInfrastructureGap()
    if !coversAll(.network) { gap(.network, "not stated") }
    nameEmbodiedGaps()
    gap(.endOfLife, "not modelled")
    nameIntensityGaps()
  }

  /// Infrastructure is missing where nothing gives it, and in part where a PUE was applied to
  /// equipment energy that is itself not whole.
  private mutating func nameInfrastructureGap() {
    if !coversAll(.infrastructure) {
      gap(.infrastructure, whyNoInfrastructure)
    } else if postings.contains(where: { $0.rule == InfrastructureFromPUE.entry.id }),
      gaps.contains(where: { $0.process == .dynamic || $0.process == .idle })
    {
      gap(.infrastructure, "the PUE is applied to what is known of the equipment energy")
    }
  }

  private mutating func nameDynamicGaps() {
    guard !coversAll(.dynamic) else { return }
    if activity.holdings.isEmpty {
      gap(.dynamic, "no energy is stated and no equipment is held")
    }
    for holding in activity.holdings where !covers(.dynamic, of: holding.item) {
      gap(.dynamic, item: holding.item, "its power is not known, and no energy is stated")
    }
  }

  private mutating func nameIdleGaps() {
    guard !coversAll(.idle) else { return }
    if activity.holdings.isEmpty {
      gap(.idle, "no energy is stated and no equipment is held")
    }
    for holding in activity.holdings where !covers(.idle, of: holding.item) {
      let isByOperations = postings.contains {
        $0.item == holding.item && $0.rule == DynamicFromOperations.entry.id
      }
      let isInside =
        isByOperations
        || postings.contains {
          $0.item == holding.item && $0.rule == DynamicFromBusyTime.entry.id
        }
      if isInside && holding.isAlwaysBusy && !isByOperations { continue }
      gap(
        .idle, item: holding.item,
        isInside
          ? "its idle draw is not known; only its time at work is counted"
          : "its idle draw is not known, and no energy is stated")
    }
  }

  private var whyNoInfrastructure: String {
    guard let site = activity.site else { return "no site is named" }
    if site.pue == nil { return "the site has no PUE, and nothing was metered" }
    if statesEquipmentEmissions {
      return "the PUE applies to energy, and emissions of the equipment are stated without it"
    }
    return "there is no equipment energy to apply the PUE to"
  }

  private mutating func nameEmbodiedGaps() {
    guard !coversAll(.embodied) else { return }
    if activity.holdings.isEmpty { gap(.embodied, "no equipment is held") }
    for holding in activity.holdings where !covers(.embodied, of: holding.item) {
      let isInside = activity.holdings.contains {
        $0.equipment.includes.contains(holding.equipment.id)
      }
      if !isInside {
        gap(.embodied, item: holding.item, "no figure for its making is known")
      }
    }
  }

  private mutating func nameIntensityGaps() {
    guard activity.site?.intensity == nil else { return }
    let why =
      activity.site == nil
      ? "no site is named, so its energy has no carbon intensity"
      : "the site has no carbon intensity"
    var named: ProcessSet = []
    for posting in postings where posting.energy != nil && named.insert(posting.process) {
      gap(posting.process, why)
    }
  }
}
