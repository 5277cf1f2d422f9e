/// What is asked of an accounting: by what jobs are added up, and which of them.
public struct JobTerms: Hashable, Sendable {
  /// By what they are added up.
  public var grouping: JobGrouping
  /// Only jobs of these are added up; no entry for all.
  public var filters: [Filter] = []
  /// How many processors a node has, where all are alike: a job that holds all of those of its nodes
  /// has them to itself, so that the energy that is metered by node is its own.
  public var nodeCPUs: Int64?

  /// One user, account, partition or name that is asked for.
  public struct Filter: Hashable, Sendable {
    /// What it is.
    public var what: JobGrouping
    /// Its name, as the accounting writes it.
    public var name: String
    let bytes: [UInt8]

    /// A user, an account, a partition or a name.
    public init(_ what: JobGrouping, _ name: String) {
      self.what = what
      self.name = name
      bytes = Array(name.utf8)
    }
  }

  /// All jobs, by user unless said otherwise.
  public init(by grouping: JobGrouping = .user) { self.grouping = grouping }
}
