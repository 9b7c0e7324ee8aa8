/// Tells the text of a line from the commands to a terminal in it, one scalar after the other.
struct TerminalEscapes {
  private enum Place {
    case text, escape, sequence, string, stringEnd
  }

  private var place = Place.text

  /// Whether a scalar is text, or what only a terminal would read; a line break ends every command.
  mutating func admits(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" {
      place = .text
      return true
    }
    switch place {
    case .text: return admitsText(scalar)
    case .escape:
      switch scalar {
      case "[": place = .sequence
      case "]", "P", "X", "^", "_": place = .string
      case " "..."/": break
      default: place = .text
      }
      return false
    case .sequence:
      // Parameters, then one byte that ends it; anything else was none of it.
      if (0x20...0x3F).contains(scalar.value) { return false }
      place = .text
      return (0x40...0x7E).contains(scalar.value) ? false : admitsText(scalar)
    case .string:
      if scalar.value == 0x07 || scalar.value == 0x9C { place = .text }
      if scalar.value == 0x1B { place = .stringEnd }
      return false
    case .stringEnd:
      place = scalar == "\\" ? .text : .string
      return false
    }
  }

  private mutating func admitsText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1B: place = .escape
    case 0x9B: place = .sequence
    case 0x90, 0x98, 0x9D...0x9F: place = .string
    default: return true
    }
    return false
  }
}
