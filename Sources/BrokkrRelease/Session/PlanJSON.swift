import FoundationEssentials
import Planning
import Refusals
import ReleaseEngine

/// A plan as the contract's object.
enum PlanJSON {
  static func value(_ plan: ReleasePlan) throws -> JSONValue {
    [
      "version": .string(plan.version), "tag": .string(plan.tag), "commit": JSONValue(plan.commit),
      "head": .string(plan.head), "tree": .string(plan.tree), "plan_hash": .string(plan.hash),
      "cells": try JSONValue(encoding: plan.cells), "changes": try JSONValue(encoding: plan.changes),
      "warnings": try JSONValue(encoding: plan.warnings), "complete": .bool(plan.isComplete),
    ]
  }

  /// Writes the plan to a file.
  static func write(_ plan: JSONValue, to path: String) throws {
    let bytes = plan.merging(["schema_version": 1]).encoded + [UInt8(ascii: "\n")]
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Refusal(
        .failed, what: "The plan was not written to \(path).", why: "No file can be written there",
        remedy: "Name a file in a folder that exists and can be written.")
    }
  }

  /// The version and hash of a plan that was written to a file.
  static func read(_ path: String) throws -> (version: String, hash: String) {
    guard let data = try? Data(contentsOf: URL(filePath: path)), let plan = try? JSONValue(parsing: [UInt8](data)),
      let version = plan["version"]?.text, let hash = plan["plan_hash"]?.text
    else {
      throw Refusal(
        .usage, what: "\(path) was not read: it is no plan.", remedy: "Name a file that `plan --out` wrote.")
    }
    guard plan["complete"] != false else {
      throw Refusal(
        .approvalMissing, what: "\(path) approves nothing: it was made before the build.",
        remedy: "Make the plan with --input for every folder that was built.")
    }
    return (version, hash)
  }
}
