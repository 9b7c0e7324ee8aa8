/// A handle of libgit2 that frees itself.
struct Owned: ~Copyable {
  let pointer: OpaquePointer
  private let free: @convention(c) (OpaquePointer?) -> Void

  /// Takes what `make` gives.
  ///
  /// - Parameters:
  ///   - free: the library's function that frees it.
  ///   - action: what is being done, for errors.
  ///   - make: calls the library's function that makes it.
  /// - Throws: ``GitError`` with the library's code.
  init(
    freeing free: @escaping @convention(c) (OpaquePointer?) -> Void, _ action: @autoclosure () -> String,
    make: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var made: OpaquePointer?
    let code = make(&made)
    guard code >= 0, let made else { throw GitError(code < 0 ? code : -1, during: action()) }
    pointer = made
    self.free = free
  }

  deinit { free(pointer) }
}
