/// The options that every command takes, as values; nil and false where they were not typed.
struct TypedOptions: Sendable, Equatable {
  /// Where to look for the repository.
  var repo: String?
  /// The configuration file.
  var config: String?
  /// Print one JSON object.
  var json = false
  /// Say nothing but results and errors.
  var quiet = false
  /// Show what the tools say.
  var verbose = false
  /// Show what only the makers of this program want to know.
  var debug = false
  /// When to use color.
  var color: ColorChoice?
  /// Ask nothing.
  var noInput = false
  /// Answer every question with yes.
  var yes = false
}
