#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many threads are worth starting on this machine, at most `most`.
public func threadCount(most: Int) -> Int {
  let online = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  return max(1, min(most, online))
}

/// Does `work(0)` … `work(count - 1)`, each on a thread of its own, and returns what they return,
/// in that order. POSIX threads and no library for them, which every command would have to load.
public func concurrently<Result: Sendable>(
  _ count: Int, _ work: @escaping @Sendable (Int) -> Result
) -> [Result] {
  guard count > 1 else { return count == 1 ? [work(0)] : [] }
  var results: [Result] = []
  var started: [(thread: pthread_t?, job: Job, box: Box<Result>)] = []
  for index in 1..<count {
    let box = Box<Result>()
    let job = Job { box.value = work(index) }
    started.append((start(job), job, box))
  }
  results.append(work(0))
  for (thread, job, box) in started {
    // A thread that could not be started is no reason not to do the work.
    if let thread { pthread_join(thread, nil) } else { job.run() }
    if let value = box.value { results.append(value) }
  }
  return results
}

/// What one thread does.
private final class Job: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// What one thread returns: written by it, and read after it has ended.
private final class Box<Value: Sendable>: @unchecked Sendable {
  var value: Value?
}

private func start(_ job: Job) -> pthread_t? {
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let held = Unmanaged.passRetained(job)
  let status = pthread_create(
    &thread, nil,
    { raw in
      #if canImport(Darwin)
        Unmanaged<Job>.fromOpaque(raw).takeRetainedValue().run()
      #else
        if let raw { Unmanaged<Job>.fromOpaque(raw).takeRetainedValue().run() }
      #endif
      return nil
    }, held.toOpaque())
  if status == 0 { return thread }
  held.release()
  return nil
}
