/// What a column, or a key, of a log of requests can hold.
public enum TrafficRole: String, Hashable, Sendable, CaseIterable {
  /// When the request came.
  case time
  /// The tokens that it brought.
  case input
  /// The tokens that it was answered with.
  case output
  /// How many requests the row stands for.
  case requests
  /// What became of it.
  case status
  /// What distinguishes it from all others.
  case id
  /// What was asked for, such as the path of a URL.
  case path
  /// The bytes that it was answered with.
  case bytes
  /// What went wrong; nothing, `null` or `false` where nothing did.
  case error

  /// The names under which logs are known to hold it, the surest first, in small letters and
  /// without what is neither letter nor digit.
  ///
  /// They are those of the Azure LLM inference traces (Patel et al., ISCA 2024), BurstGPT, the
  /// OpenAI API and its batches, vLLM, Text Generation Inference, OpenTelemetry and web servers.
  var names: [String] {
    switch self {
    case .time:
      [
        "timestamp", "time", "ts", "datetime", "date", "created", "createdat", "arrivaltime",
        "requesttime", "starttime", "startedat", "eventtime", "window", "windowstart", "hour",
      ]
    case .input:
      [
        "prompttokens", "inputtokens", "contexttokens", "numprompttokens", "numinputtokens",
        "requesttokens", "tokensin", "inputlength", "genaiusageprompttokens",
        "genaiusageinputtokens",
      ]
    case .output:
      [
        "completiontokens", "outputtokens", "generatedtokens", "numgenerationtokens",
        "numoutputtokens", "numgeneratedtokens", "responsetokens", "tokensout", "outputlength",
        "genaiusagecompletiontokens", "genaiusageoutputtokens",
      ]
    case .requests: ["requests", "requestcount", "numrequests", "count", "hits"]
    case .status: ["statuscode", "status", "httpstatus", "responsecode"]
    case .id: ["requestid", "id", "customid", "genairequestid"]
    case .path: ["path", "url", "uri", "endpoint", "route"]
    case .bytes: ["bodybytessent", "bytessent", "responsebytes", "bytes"]
    case .error: ["error"]
    }
  }

  /// Which role a name has, and how sure that is: the lower the rank, the surer.
  static func known(_ name: String) -> (role: TrafficRole, rank: Int)? {
    let plain = plainName(name)
    for role in allCases {
      if let rank = role.names.firstIndex(of: plain) { return (role, rank) }
    }
    return nil
  }

  /// A name in small letters, without what is neither letter nor digit.
  static func plainName(_ name: String) -> String {
    var plain: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case 0x41...0x5A: plain.append(byte | 0x20)
      case 0x61...0x7A, 0x30...0x39, 0x80...: plain.append(byte)
      default: break
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}

/// A table of requests: what stands between its cells, and which holds what.
public struct TrafficTable: Hashable, Sendable {
  /// What stands between two cells.
  public let separator: UInt8
  /// The cells of the header; none where columns are given by number.
  public let header: [String]
  /// The role of each column, up to the last that is needed.
  let roles: [TrafficRole?]

  /// The columns that are read, as `time=TIMESTAMP,input=ContextTokens`.
  public var columns: ColumnNames {
    ColumnNames(
      roles.enumerated().compactMap { index, role in
        role.map {
          ColumnNames.Entry(
            role: $0.rawValue, column: index < header.count ? header[index] : "#\(index + 1)")
        }
      })
  }

  /// A table by its header and what a user says of its columns; nothing where the time is not
  /// found, or a column that the user names, or where nothing but the time speaks for requests.
  init?(header: [String], separator: UInt8, named: ColumnNames) {
    var places: [TrafficRole: Int] = [:]
    if named.entries.isEmpty {
      var ranks: [TrafficRole: Int] = [:]
      for (index, name) in header.enumerated() {
        guard let (role, rank) = TrafficRole.known(name), rank < ranks[role] ?? .max else {
          continue
        }
        ranks[role] = rank
        places[role] = index
      }
      let speaks: [TrafficRole] = [.input, .output, .requests, .status]
      guard speaks.contains(where: { places[$0] != nil }) else { return nil }
    } else {
      for entry in named.entries {
        guard let role = TrafficRole(rawValue: entry.role),
          let index = named.index(of: entry.role, in: header)
        else { return nil }
        places[role] = index
      }
    }
    guard places[.time] != nil else { return nil }
    var roles = [TrafficRole?](repeating: nil, count: (places.values.max() ?? 0) + 1)
    for (role, index) in places {
      guard roles[index] == nil else { return nil }
      roles[index] = role
    }
    self.header = named.needsNoHeader ? [] : header
    self.separator = separator
    self.roles = roles
  }
}
