/// Texts that are nearly right: seeds with bytes and words of a dictionary put in, taken out, doubled and exchanged.
public struct Mutation {
  private var random: SplitMix
  private let seeds: [[UInt8]]
  private let words: [[UInt8]]

  /// Makes a sequence that is the same for the same seed.
  ///
  /// - Parameters:
  ///   - seed: which sequence.
  ///   - seeds: texts to begin with.
  ///   - words: what is put in beside random bytes.
  public init(seed: UInt64, of seeds: [String], words: [String]) {
    random = SplitMix(seed: seed)
    self.seeds = seeds.map { Array($0.utf8) }
    self.words = words.map { Array($0.utf8) }
  }

  /// The next text.
  public mutating func next() -> [UInt8] {
    var text = seeds.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&text) }
    return text
  }

  private mutating func mutate(_ text: inout [UInt8]) {
    let place = Int.random(in: 0...text.count, using: &random)
    let end = min(text.count, place + Int.random(in: 0...8, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: text.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 1: text.removeSubrange(place..<end)
    case 2: text.insert(contentsOf: text[place..<end], at: place)
    case 3: if place < text.count { text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
    case 4: text.insert(contentsOf: words.randomElement(using: &random) ?? [], at: place)
    default: text.replaceSubrange(place..<end, with: words.randomElement(using: &random) ?? [])
    }
  }
}
