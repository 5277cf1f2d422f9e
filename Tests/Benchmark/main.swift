#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// How fast the house works, printed as ratios; nothing here passes or fails.
//
//   benchmark                       many studies in one process, names of the catalogue
//   benchmark TOOL EMPTY            `TOOL report bloom` beside a program that does nothing
//   benchmark samples COUNT < STUDY samples of the two totals of a study

let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "samples" {
  Samples(count: Int(arguments[2]) ?? 0).run()
} else if arguments.count == 3 {
  Startup(tool: arguments[1], empty: arguments[2]).run()
} else {
  ManyStudies().run()
  Lookups().run()
}
