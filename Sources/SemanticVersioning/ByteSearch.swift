extension [UInt8] {
  /// Where a short text begins in these bytes, without overlaps.
  ///
  /// The standard library's search for strings builds tables for each one, which costs more than all of `next`'s tags.
  func offsets(of mark: StaticString) -> [Int] {
    let length = mark.utf8CodeUnitCount
    let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: length)
    var (found, index): ([Int], Int) = ([], 0)
    while index + length <= count {
      guard self[index..<index + length].elementsEqual(wanted) else { index += 1; continue }
      found.append(index)
      index += length
    }
    return found
  }
}
