import CZlib
import Refusals

/// Compression as RFC 1952 has it, by zlib.
enum Gzip {
  /// The bytes compressed; the header says neither a time nor a system, so that the same bytes give the same bytes.
  static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    // 15 is the window, 16 asks for gzip; the memory level is zlib's default.
    var code = deflateInit2_(
      &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw failure(code) }
    defer { deflateEnd(&stream) }
    var header = gz_header()
    header.os = 255
    var input = bytes
    var compressed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let capacity = compressed.count
    withUnsafeMutablePointer(to: &header) { header in
      code = deflateSetHeader(&stream, header)
      guard code == Z_OK else { return }
      input.withUnsafeMutableBufferPointer { source in
        compressed.withUnsafeMutableBufferPointer { target in
          (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
          (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
          code = deflate(&stream, Z_FINISH)
        }
      }
    }
    guard code == Z_STREAM_END else { throw failure(code) }
    compressed.removeLast(capacity - Int(stream.total_out))
    return compressed
  }

  /// The bytes that were compressed; nil where they are damaged, or more than `limit`.
  static func decompressed(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var decompressed: [UInt8] = []
    let isWhole = input.withUnsafeMutableBufferPointer { source in
      (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
      while decompressed.count <= limit {
        var code = Z_OK
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
          (stream.next_out, stream.avail_out) = (buffer.baseAddress, UInt32(buffer.count))
          code = inflate(&stream, Z_NO_FLUSH)
          count = buffer.count - Int(stream.avail_out)
        }
        decompressed += chunk
        if code == Z_STREAM_END { return stream.avail_in == 0 && decompressed.count <= limit }
        guard code == Z_OK else { return false }
      }
      return false
    }
    return isWhole ? decompressed : nil
  }

  private static func failure(_ code: Int32) -> Refusal {
    Refusal(.failed, what: "The chart was not packed.", why: "zlib ended with code \(code)")
  }
}
