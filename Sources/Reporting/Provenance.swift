public import Studies

/// What a report was made from and with.
public struct Provenance: Hashable, Sendable {
  /// The version of the tool.
  public var tool: String
  /// The version of the catalogue.
  public var catalogue: String
  /// The SHA-256 digest of the study's bytes, in hexadecimal.
  public var digest: String
  /// What `--set` changed, as `PATH=VALUE`.
  public var changes: [String]
  /// How many samples were drawn, and from which seed; empty for none.
  public var drawn = ""
  /// The logs that figures were measured from: their names, digests and what they cover.
  public var logs: [String]
  /// Those of them whose rows are told.
  public var records: [LogRecord] = []

  /// What a report was made from and with.
  public init(
    tool: String, catalogue: String, digest: String, changes: [String] = [],
    logs: [String] = []
  ) {
    self.tool = tool
    self.catalogue = catalogue
    self.digest = digest
    self.changes = changes
    self.logs = logs
  }

  /// `cradle 0.1.0, catalogue 2026.11, study sha256:1f2e…`.
  var line: String {
    let start = "cradle \(tool), catalogue \(catalogue), study sha256:\(digest.prefix(16))"
    var whole = drawn.isEmpty ? start : "\(start), \(drawn)"
    if !changes.isEmpty { whole += ", with \(changes.joined(separator: ", "))" }
    if !logs.isEmpty { whole += ", measured from \(logs.joined(separator: "; from "))" }
    return whole
  }
}
