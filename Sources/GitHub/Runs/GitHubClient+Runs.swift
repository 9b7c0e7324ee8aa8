import HTTP
import Refusals

extension GitHubClient {
  /// A run that a dispatch started; nil where it could not be told among others.
  public struct Dispatched: Sendable {
    /// The run's id.
    public var id: Int64
    /// Its page.
    public var page: String
  }

  private struct Dispatch: Encodable {
    var ref: String
    var inputs: [String: String]
    var return_run_details: Bool?
  }

  private struct DispatchAnswer: Decodable {
    var workflow_run_id: Int64
    var html_url: String
  }

  /// Starts a workflow on a branch or tag; where no answer came, or one that names no run, the run is looked for.
  ///
  /// - Parameters:
  ///   - workflow: the name of its file.
  ///   - reference: the short name of a branch or a tag.
  ///   - inputs: what it is given.
  /// - Returns: the run; nil where it was started and cannot be told among others.
  /// - Throws: a `Refusal` where it was not started, or nobody can tell.
  public func dispatch(
    _ workflow: String, on reference: String, inputs: [String: String] = [:]
  ) async throws -> Dispatched? {
    let what = "The workflow \(workflow) was not started on \(reference)"
    let path = path("actions/workflows/\(PercentEncoding.encode(workflow))/dispatches")
    // Without the runs that there are, one that is started could not be told among them.
    let known = Set(try await dispatchedRuns(of: workflow, on: reference).map(\.id))
    func started() async throws -> Dispatched? {
      // It shows in the list some seconds after it was started.
      for wait in [1, 2, 4, 8] {
        let runs = try await dispatchedRuns(of: workflow, on: reference).filter { !known.contains($0.id) }
        if let run = runs.first { return runs.count == 1 ? Dispatched(id: run.id, page: run.page) : nil }
        try await waiting(.seconds(wait))
      }
      return nil
    }
    var body = Dispatch(ref: reference, inputs: inputs, return_run_details: true)
    var response: HTTPResponse
    do {
      response = try await send("POST", path, what, body: body)
      if response.status == 422, words(response).contains("return_run_details") {
        // An installation that does not know the field yet.
        body.return_run_details = nil
        response = try await send("POST", path, what, body: body)
      }
    } catch let refusal as Refusal {
      if let run = try? await started() { return run }
      throw refusal
    }
    switch response.status {
    case 204: return try await started()
    case 200:
      let answer: DispatchAnswer = try document(of: response, what)
      return Dispatched(id: answer.workflow_run_id, page: answer.html_url)
    default: throw refusal(response, what)
    }
  }

  /// A run; nil where it is gone.
  public func run(_ id: Int64) async throws -> WorkflowRun? {
    try await get(path("actions/runs/\(id)"), "The run \(id) was not read")
  }

  /// The newest runs of a workflow.
  ///
  /// - Parameters:
  ///   - workflow: the name of its file.
  ///   - filter: parts of a query, such as `status=waiting`.
  /// - Returns: the runs, newest first; none where there is no such workflow.
  /// - Throws: a `Refusal` where they cannot be listed.
  public func runs(of workflow: String, _ filter: [String] = []) async throws -> [WorkflowRun] {
    struct Page: Decodable { var workflow_runs: [WorkflowRun] }
    let query = (filter + ["per_page=100"]).joined(separator: "&")
    let page: Page? = try await get(
      path("actions/workflows/\(PercentEncoding.encode(workflow))/runs?\(query)"),
      "The runs of \(workflow) were not listed")
    return page?.workflow_runs ?? []
  }

  /// The newest runs of a workflow that a dispatch started on a branch or tag.
  public func dispatchedRuns(of workflow: String, on reference: String) async throws -> [WorkflowRun] {
    try await runs(of: workflow, ["event=workflow_dispatch", "branch=\(PercentEncoding.encode(reference))"])
  }

  /// The jobs of a run's present attempt.
  public func jobs(of run: Int64) async throws -> [WorkflowJob] {
    struct Page: Decodable { var jobs: [WorkflowJob] }
    return try await all(path("actions/runs/\(run)/jobs?filter=latest"), "The jobs of the run \(run) were not listed") {
      (page: Page) in page.jobs
    } ?? []
  }

  /// The answers that a run got at environments.
  public func reviews(of run: Int64) async throws -> [DeploymentReview] {
    let what = "The approvals of the run \(run) were not read"
    guard let found: [DeploymentReview] = try await get(path("actions/runs/\(run)/approvals"), what) else {
      throw Refusal(
        .unauthorized, what: "\(what).", why: "GitHub shows no such run to \(token?.description ?? "nobody")",
        remedy: "The job needs the permission `actions: read`.")
    }
    return found
  }

  /// The environments that a run waits at.
  public func pendingDeployments(of run: Int64) async throws -> [PendingDeployment] {
    try await get(path("actions/runs/\(run)/pending_deployments"), "What the run \(run) waits for was not read") ?? []
  }

  private struct Review: Encodable {
    var environment_ids: [Int64]
    var state: String
    var comment: String
  }

  /// Answers what a run waits for.
  public func review(_ run: Int64, environments: [Int64], isApproved: Bool, comment: String) async throws {
    let what = "The run \(run) was not \(isApproved ? "approved" : "rejected")"
    let response = try await send(
      "POST", path("actions/runs/\(run)/pending_deployments"), what,
      body: Review(environment_ids: environments, state: isApproved ? "approved" : "rejected", comment: comment))
    guard response.status == 200 else { throw refusal(response, what) }
  }
}
