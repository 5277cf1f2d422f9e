#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Pieces of work that several threads take one after another, so that none waits for one whose
/// processor is busy with something else.
public final class WorkQueue: @unchecked Sendable {
  private var rest: Range<Int>
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  /// The pieces, by their numbers.
  public init(_ pieces: Range<Int>) {
    rest = pieces
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// The next piece, for the caller alone; nothing where all are taken.
  public func next() -> Int? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return rest.popFirst()
  }
}
