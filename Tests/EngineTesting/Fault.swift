/// What goes wrong at one of a client's writes, counted from 1.
public enum Fault: Hashable, Sendable {
  /// The process ends just before the write; nothing it does afterwards reaches anybody.
  case diesBefore(Int)
  /// The process ends just after the write, before it hears of it.
  case diesAfter(Int)
  /// The write is made, and answered with a failure.
  case losesAnswer(Int)
  /// The write is not made, and answered with a failure.
  case fails(Int)
  /// Any of these at any write, and a failure at any read, as often as `percent` says; the same for the same seed.
  case random(seed: UInt64, percent: Int)
}
