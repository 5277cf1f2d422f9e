#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `report bloom` as a whole process beside a program that does nothing, in turn.
struct Startup {
  let tool: String
  let empty: String

  func run() {
    var ratios: [Double] = []
    var tools: [Double] = []
    var empties: [Double] = []
    for _ in 0..<200 {
      let base = seconds([empty])
      let whole = seconds([tool, "report", "bloom"])
      empties.append(base)
      tools.append(whole)
      ratios.append(whole / base)
    }
    print("`report bloom` beside an empty program, whole processes, medians of 200 in turn")
    print("  empty program   \(rounded(middle(empties) * 1000)) ms")
    print("  report bloom    \(rounded(middle(tools) * 1000)) ms")
    print("  ratio           \(rounded(middle(ratios))), at most 3 wanted")
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    #else
      getrusage(RUSAGE_CHILDREN, &usage)
    #endif
    print(
      "  largest of all  \(rounded(Double(usage.ru_maxrss) / 1024)) MB resident, at most 32 wanted")
  }

  private func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// The wall time of one run, its output thrown away.
  private func seconds(_ command: [String]) -> Double {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let clock = ContinuousClock()
    let start = clock.now
    var process = pid_t()
    guard posix_spawn(&process, command[0], &actions, nil, &words, environ) == 0 else {
      return .nan
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    let elapsed = clock.now - start
    return Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)
  }
}
