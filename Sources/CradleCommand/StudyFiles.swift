import Diagnostics
import Factors
import Reporting
import Studies

/// The files that a study names: where they are, and whether it may read them.
extension Session {
  /// The path of a file that a study names: relative to its folder, and within that folder or one
  /// that `--allow-path` names, links followed.
  func path(of file: Reference, in study: String) throws(Failure) -> String {
    let isBundled =
      study != "-" && !system.exists(study) && Embedded.file("studies/\(study).yaml") != nil
    guard !isBundled else { throw Failure(2, Self.noFolder(file, study)) }
    var folder = ""
    if study != "-", let slash = study.lastIndex(of: "/") { folder = String(study[...slash]) }
    let isAbsolute = file.name.hasPrefix("/")
    let path = isAbsolute ? file.name : folder + file.name
    let roots = [folder.isEmpty ? "." : folder] + invocation.values(of: "allow-path")
    if let found = system.realPath(path) {
      for root in roots {
        guard let root = system.realPath(root) else { continue }
        if found == root || found.hasPrefix(root.hasSuffix("/") ? root : root + "/") { return path }
      }
      throw Failure(1, Self.outside(file))
    }
    var depth = 0
    for part in file.name.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { break }
    }
    if isAbsolute || depth < 0, roots.count == 1 { throw Failure(1, Self.outside(file)) }
    return path
  }

  /// The text of a file that a study names.
  func text(of file: Reference, in study: String) throws(Failure) -> FileID {
    let path = try path(of: file, in: study)
    do throws(SystemError) {
      guard !system.isFolder(path) else { throw SystemError(reason: "it is a folder") }
      let bytes = try system.read(path, limit: Self.limit)
      return sources.add(SourceText(name: path, bytes: bytes))
    } catch { throw Failure(2, Self.unreadable(file, error)) }
  }
}

/// Catalogues of the user's own, and older ones.
extension Session {
  /// The catalogues that a study names, in its order; all mistakes of all of them in one run.
  func catalogues(
    _ files: [Reference], of study: String, beside others: [Diagnostic]
  ) throws(Failure) -> [OwnCatalogue] {
    guard files.count <= Self.mostCatalogues else {
      throw Failure(1, all: others + [Self.tooMany(files)])
    }
    var own: [OwnCatalogue] = []
    var mistakes: [Diagnostic] = []
    var status: Int32 = 1
    for file in files {
      do throws(Failure) {
        let text = try text(of: file, in: study)
        if let catalogue = read(text, over: own, &mistakes) { own.append(catalogue) }
      } catch {
        mistakes += error.diagnostics
        status = max(status, error.status)
      }
    }
    guard mistakes.isEmpty else { throw Failure(status, all: others + mistakes) }
    return own
  }

  /// How many catalogues a study may name.
  private static let mostCatalogues = 100

  /// The catalogues that `--catalogue` names.
  var ownCatalogues: [OwnCatalogue] {
    get throws(Failure) {
      var own: [OwnCatalogue] = []
      var mistakes: [Diagnostic] = []
      let paths = invocation.values(of: "catalogue")
      guard paths.count <= Self.mostCatalogues else { throw Self.tooMany }
      for path in paths {
        if let catalogue = read(try text(ofFile: path), over: own, &mistakes) {
          own.append(catalogue)
        }
      }
      guard mistakes.isEmpty else { throw Failure(1, all: mistakes) }
      return own
    }
  }

  private func read(
    _ file: FileID, over own: [OwnCatalogue], for purpose: OwnCatalogue.Purpose = .use,
    _ mistakes: inout [Diagnostic]
  ) -> OwnCatalogue? {
    let text = sources[file]
    return OwnCatalogue.read(
      file, in: sources, over: FactorCatalog.embedded.under(own),
      version: "\(text.name) sha256:\(sha256(text.bytes).prefix(16))", for: purpose,
      diagnostics: &mistakes)
  }

  /// The catalogue that `--against` names: a file, or a version that the tool knows.
  func olderCatalogue() throws(Failure) -> (name: String, catalogue: FactorCatalog)? {
    guard let name = invocation.value(of: "against") else { return nil }
    if system.exists(name) || system.isFolder(name) {
      var mistakes: [Diagnostic] = []
      let file = try text(ofFile: name)
      guard let kept = read(file, over: [], for: .comparison, &mistakes) else {
        throw Failure(1, all: mistakes)
      }
      // A table is a whole catalogue; YAML holds some rows over those of today.
      let base = FactorCatalog.embedded
      return (name, kept.isTable ? base.replaced(by: kept) : base.under(kept))
    }
    guard let catalogue = FactorCatalog.recorded(name) else {
      throw Failure(2, Self.unknownCatalogue(name))
    }
    return (name, catalogue)
  }

  /// Which factors moved the total of a study.
  func changes(
    of study: Study, from older: FactorCatalog, named name: String, to newer: FactorCatalog
  ) throws(Failure) -> FactorChanges {
    var mistakes: [Diagnostic] = []
    let changes = FactorChanges(
      study, from: older, named: name, to: newer, diagnostics: &mistakes)
    guard let changes else { throw Failure(1, all: Self.cannotCompare(name, mistakes)) }
    return changes
  }
}

extension FactorCatalog {
  /// This catalogue with others on top, the last one uppermost.
  func under(_ own: [OwnCatalogue]) -> FactorCatalog {
    var pile = self
    for catalogue in own { pile = pile.under(catalogue) }
    return pile
  }
}

// What can be wrong with a file that a study names.
extension Session {
  private static func noFolder(_ file: Reference, _ study: String) -> Diagnostic {
    Diagnostic(
      .outsideFolder, "the bundled study `\(study)` has no folder in which `\(file.name)` could be",
      at: file.span, hint: "copy the study into a file of your own")
  }

  private static func outside(_ file: Reference) -> Diagnostic {
    Diagnostic(
      .outsideFolder, "`\(file.name)` lies outside of the study's folder", at: file.span,
      hint: "put it beside the study, or allow its folder by `--allow-path DIR`")
  }

  private static func unreadable(_ file: Reference, _ error: SystemError) -> Diagnostic {
    Diagnostic(
      .unreadable, "cannot read `\(file.name)`: \(error.reason)", at: file.span,
      hint: "paths are relative to the folder of the study")
  }

  private static func tooMany(_ files: [Reference]) -> Diagnostic {
    Diagnostic(
      .tooLarge, "a study names at most \(mostCatalogues) catalogues, not \(files.count)",
      at: files.last?.span, hint: "put their rows into one file")
  }

  private static let tooMany = Failure(
    2,
    Diagnostic(
      .tooLarge, "`--catalogue` may be given at most \(mostCatalogues) times",
      hint: "put their rows into one file"))

  private static func unknownCatalogue(_ name: String) -> Diagnostic {
    let versions = FactorCatalog.versions.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .unknownCatalogue, "`\(name)` is neither a file nor a version of the catalogue",
      hint: "the tool holds \(versions); any file that `cradle factors --format csv` wrote will do")
  }

  private static func cannotCompare(_ name: String, _ mistakes: [Diagnostic]) -> [Diagnostic] {
    mistakes.map { mistake in
      var copy = mistake
      copy.message = "with catalogue `\(name)`: \(mistake.message)"
      return copy
    }
  }
}
