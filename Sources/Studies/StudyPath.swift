public import Diagnostics
import Factors
public import StudySyntax

extension Node {
  /// This tree with the value at a path of names replaced, as `--set PATH=VALUE` asks.
  ///
  /// Names are those of the study: `sites.jean-zay.grid`, `values.gpu_time`; an item of a list is
  /// named by its stage and name, or by its name: `activities.bloom-176b.site`. A name with a point
  /// in it is found as it stands. A last name that is not there yet is added.
  ///
  /// - Returns: the tree, or nothing where the path leads nowhere, which is then in `diagnostics`.
  public func setting(
    _ path: String, at span: Span, to value: Node, diagnostics: inout [Diagnostic]
  ) -> Node? {
    let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.isEmpty, !names.contains("") else {
      diagnostics.append(
        Diagnostic(
          .unknownPath, "`\(path)` is no path of names", at: span,
          hint: "write names with points between them, such as `sites.jean-zay.grid`"))
      return nil
    }
    return setting(names[...], walked: [], at: span, to: value, diagnostics: &diagnostics)
  }

  private func setting(
    _ names: ArraySlice<String>, walked: [String], at span: Span, to value: Node,
    diagnostics: inout [Diagnostic]
  ) -> Node? {
    guard !names.isEmpty else { return value }
    var copy = self
    switch content {
    case .mapping(var entries):
      for count in stride(from: names.count, through: 1, by: -1) {
        let name = names.prefix(count).joined(separator: ".")
        guard let index = entries.firstIndex(where: { $0.key == name }) else { continue }
        guard
          let changed = entries[index].value.setting(
            names.dropFirst(count), walked: walked + [name], at: span, to: value,
            diagnostics: &diagnostics)
        else { return nil }
        entries[index].value = changed
        copy.content = .mapping(entries)
        return copy
      }
      let isNew = names.count == 1 || walked.isEmpty && Study.keys.contains(names.first ?? "")
      guard isNew, let name = names.first else {
        return lost(names, walked, among: entries.map(\.key), at: span, &diagnostics)
      }
      let empty = Node(span: span, content: .mapping([]))
      let nested = names.count == 1 ? value : empty
      entries.append(Entry(key: name, keySpan: span, value: nested))
      copy.content = .mapping(entries)
      if names.count == 1 { return copy }
      return copy.setting(names, walked: walked, at: span, to: value, diagnostics: &diagnostics)
    case .sequence(var items):
      let ids = items.map(\.activityNames)
      for count in stride(from: names.count, through: 1, by: -1) {
        let name = names.prefix(count).joined(separator: ".")
        let part = slugPath(name)
        let found = ids.indices.filter { ids[$0].contains(name) || ids[$0].contains(part) }
        guard let index = found.first else { continue }
        guard found.count == 1 else {
          let full = found.compactMap { ids[$0].last }
          diagnostics.append(Self.ambiguous(name, walked, full, at: span))
          return nil
        }
        guard
          let changed = items[index].setting(
            names.dropFirst(count), walked: walked + [name], at: span, to: value,
            diagnostics: &diagnostics)
        else { return nil }
        items[index] = changed
        copy.content = .sequence(items)
        return copy
      }
      return lost(names, walked, among: ids.flatMap { $0 }, at: span, &diagnostics)
    case .scalar(let scalar):
      if scalar.text.isEmpty {
        copy.content = .mapping([])
        return copy.setting(names, walked: walked, at: span, to: value, diagnostics: &diagnostics)
      }
      return lost(names, walked, among: [], at: span, &diagnostics)
    }
  }

  private static func ambiguous(
    _ name: String, _ walked: [String], _ full: [String], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unknownPath, "`\(walked.joined(separator: "."))` has \(full.count) items named `\(name)`",
      at: span, hint: "name the stage too: \(StudyReader.list(full))")
  }

  /// The names by which an activity of a list can be found, the fullest last.
  private var activityNames: [String] {
    guard case .mapping(let entries) = content else { return [] }
    func text(_ key: String) -> String? {
      guard case .scalar(let scalar) = entries.first(where: { $0.key == key })?.value.content else {
        return nil
      }
      return scalar.text
    }
    let stage = StudyReader.stages.first { text($0) != nil }
    guard let name = stage.flatMap(text) ?? text("name") else { return [] }
    let full = "\(slug(stage ?? text("stage") ?? ""))/\(slug(name))"
    return [slug(name), name, full]
  }

  private func lost(
    _ names: ArraySlice<String>, _ walked: [String], among known: [String], at span: Span,
    _ diagnostics: inout [Diagnostic]
  ) -> Node? {
    let name = names.first ?? ""
    let place = walked.isEmpty ? "the study" : "`\(walked.joined(separator: "."))`"
    let near = nearest(to: name, among: known, limit: 1).first
    diagnostics.append(
      Diagnostic(
        .unknownPath, "\(place) has nothing named `\(name)`", at: span,
        hint: near.map { "did you mean `\((walked + [$0]).joined(separator: "."))`?" }
          ?? (known.isEmpty
            ? "it is one value; set \(place) itself"
            : "it has \(StudyReader.listAll(Array(known.prefix(8))))")))
    return nil
  }
}
