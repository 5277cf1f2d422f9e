import Threads

/// Reads a source of known length by the slices given, each on a thread of its own; without them by so
/// many threads at most, each from its place on until another has been there. Returns what was read of
/// the parts, in their order.
func readParts<Part: Sendable>(
  of source: any ByteSource, length: Int, slices: [Slice]?, threads: Int,
  _ read: @escaping @Sendable (consuming LineBlocks) throws(ReadFailure) -> Part
) throws(ReadFailure) -> [Part] {
  guard let slices else { return try readShared(source, length, threads, read) }
  let results = concurrently(slices.count) { index -> Result<Part, ReadFailure> in
    do throws(ReadFailure) {
      return .success(try read(LineBlocks(source, slice: slices[index])))
    } catch { return .failure(error) }
  }
  var parts: [Part] = []
  for result in results { parts.append(try result.get()) }
  return parts
}

private func readShared<Part: Sendable>(
  _ source: any ByteSource, _ length: Int, _ threads: Int,
  _ read: @escaping @Sendable (consuming LineBlocks) throws(ReadFailure) -> Part
) throws(ReadFailure) -> [Part] {
  // The least bytes that are worth a thread, or to be taken over from one.
  let least = 1 << 20
  let count = max(1, min(threadCount(most: threads), length / least))
  let range = SharedRange(0..<length, parts: count, least: least)
  let results = concurrently(count) { _ -> Result<[(lower: Int, part: Part)], ReadFailure> in
    var parts: [(lower: Int, part: Part)] = []
    while let part = range.next() {
      do throws(ReadFailure) {
        parts.append((range.lower(of: part), try read(LineBlocks(source, part: part, of: range))))
      } catch { return .failure(error) }
    }
    return .success(parts)
  }
  var parts: [(lower: Int, part: Part)] = []
  for result in results { parts += try result.get() }
  return parts.sorted { $0.lower < $1.lower }.map(\.part)
}
