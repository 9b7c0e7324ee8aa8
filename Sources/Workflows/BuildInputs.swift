/// What the build of a branch's or a pull request's image reads: these stand in its matrix.
struct BuildInputs {
  /// The names of the matrix's fields and their values.
  let pairs: [(String, String)]

  /// Those of a cell.
  init(of cell: BuildCell, _ input: WorkflowInput) {
    let image = input.image(cell.image)
    pairs = [
      ("context", image?.context ?? "."), ("dockerfile", image?.dockerfile ?? "Dockerfile"),
      ("arguments", (image?.arguments ?? []).joined(separator: "\n")),
    ]
  }
}
