/// The files of the package's `Data` folder, as they were when the package was built.
///
/// They lie in the program itself, so a program that is moved takes them with it. Nothing is
/// loaded, copied or indexed at the start: a file is found by binary search in the sorted list of
/// paths, and its bytes are read where they lie.
public enum Embedded {
  /// The file at a path relative to `Data`, such as `factors/grids.csv`.
  public static func file(_ path: String) -> EmbeddedFile? {
    let index = position(of: path)
    guard index < embeddedFiles.count, embeddedFiles[index].isAt(path) else { return nil }
    return embeddedFiles[index]
  }

  /// The paths of all files below a folder such as `studies` or `factors/`, sorted by their bytes;
  /// of every file, for the empty string.
  public static func paths(under folder: String) -> [String] {
    let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    var paths: [String] = []
    var index = position(of: prefix)
    while index < embeddedFiles.count {
      let path = embeddedFiles[index].path
      guard path.utf8.starts(with: prefix.utf8) else { break }
      paths.append(path)
      index += 1
    }
    return paths
  }

  /// The position of the first file whose path does not come before the given one.
  private static func position(of path: String) -> Int {
    let path = Array(path.utf8)
    var low = 0
    var high = embeddedFiles.count
    while low < high {
      let middle = low + (high - low) / 2
      if embeddedFiles[middle].pathBytes.lexicographicallyPrecedes(path) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// One file of the `Data` folder, in place.
public struct EmbeddedFile: Sendable {
  private let staticPath: StaticString
  private let staticContents: StaticString

  init(path: StaticString, contents: StaticString) {
    staticPath = path
    staticContents = contents
  }

  /// The path relative to `Data`.
  public var path: String { staticPath.description }

  /// The bytes of the file where they lie in the program. They are there as long as it runs.
  public var contents: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: staticContents.utf8Start, count: staticContents.utf8CodeUnitCount)
  }

  /// The contents as a string.
  public func text() -> String { String(decoding: contents, as: UTF8.self) }

  /// The contents as an array.
  public func bytes() -> [UInt8] { Array(contents) }

  fileprivate var pathBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: staticPath.utf8Start, count: staticPath.utf8CodeUnitCount)
  }

  fileprivate func isAt(_ path: String) -> Bool { pathBytes.elementsEqual(path.utf8) }
}
