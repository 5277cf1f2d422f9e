/// A command line as it was understood: what to do, and all that was said, in its order.
struct Invocation: Hashable, Sendable {
  enum Task: Hashable, Sendable {
    /// Run the command of this name.
    case run(String)
    /// Show the help of the command, or of the tool.
    case help(of: String?)
    case version
  }

  /// One thing that was said behind the command, or before it.
  enum Event: Hashable, Sendable {
    case argument(String)
    /// An option by its long name, with its value if it takes one.
    case option(String, String?)
  }

  let task: Task
  let events: [Event]
  /// The values of the options that have one when nothing is said.
  let defaults: [Default]

  /// The value that an option has when nothing is said.
  struct Default: Hashable, Sendable {
    let option: String
    let value: String
  }

  /// The words that are not options, without the command.
  var arguments: [String] {
    events.compactMap { if case .argument(let word) = $0 { word } else { nil } }
  }

  /// Whether the option was given.
  func has(_ option: String) -> Bool {
    events.contains { if case .option(option, _) = $0 { true } else { false } }
  }

  /// All values of an option that may be repeated, in order, without its default.
  func values(of option: String) -> [String] {
    events.compactMap { if case .option(option, let value) = $0 { value } else { nil } }
  }

  /// The value of an option, or else its default.
  func value(of option: String) -> String? {
    values(of: option).last ?? defaults.first { $0.option == option }?.value
  }

  /// The values of a repeated option by where they stand: those before the first argument hold
  /// for all arguments, those behind an argument for that one alone.
  func placed(_ option: String) -> Placed {
    var placed = Placed()
    for event in events {
      switch event {
      case .argument(let word):
        placed.arguments.append(Placed.Argument(word: word, values: []))
      case .option(option, let value?):
        if placed.arguments.isEmpty {
          placed.shared.append(value)
        } else {
          placed.arguments[placed.arguments.count - 1].values.append(value)
        }
      case .option: break
      }
    }
    return placed
  }

  /// What ``placed(_:)`` found.
  struct Placed: Hashable, Sendable {
    struct Argument: Hashable, Sendable {
      var word: String
      /// The values behind this argument, without the shared ones.
      var values: [String]
    }

    var shared: [String] = []
    var arguments: [Argument] = []
  }

  /// The command line in its plainest spelling; read again, it is the same invocation.
  var words: [String] {
    var words: [String] = []
    var ended = false
    switch task {
    case .run(let command): words.append(command)
    case .help(nil): return said(["--help"])
    case .help(let command?): return said(["help", command])
    case .version: return said(["--version"])
    }
    for event in events {
      switch event {
      case .option(let name, let value): words.append(Self.spelled(name, value))
      case .argument(let word):
        if !ended && word.utf8.first == 0x2D && word != "-" {
          words.append("--")
          ended = true
        }
        words.append(word)
      }
    }
    return words
  }

  private func said(_ last: [String]) -> [String] {
    events.compactMap { event in
      if case .option(let name, let value) = event { Self.spelled(name, value) } else { nil }
    } + last
  }

  private static func spelled(_ name: String, _ value: String?) -> String {
    value.map { "--\(name)=\($0)" } ?? "--\(name)"
  }
}
