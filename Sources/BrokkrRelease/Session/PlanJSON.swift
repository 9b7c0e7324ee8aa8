import FoundationEssentials
import OCI
import Planning
import Refusals
import ReleaseEngine

/// A plan as the contract's object.
enum PlanJSON {
  static func value(_ plan: ReleasePlan) throws -> JSONValue {
    let value: JSONValue = [
      "version": .string(plan.version), "tag": .string(plan.tag), "commit": JSONValue(plan.commit),
      "head": .string(plan.head), "tree": .string(plan.tree), "plan_hash": .string(plan.hash),
      "cells": try JSONValue(encoding: plan.cells), "changes": try JSONValue(encoding: plan.changes),
      "warnings": try JSONValue(encoding: plan.warnings), "complete": .bool(plan.isComplete),
    ]
    return value.merging(["seal": .string(seal(of: value))])
  }

  /// The SHA-256 of what a plan says, in hexadecimal, by which a file that was changed shows; it is no signature.
  static func seal(of plan: JSONValue) -> String {
    guard case .object(var members) = plan else { return "" }
    members["seal"] = nil
    members["schema_version"] = nil
    return Digest.sha256(of: JSONValue.object(members).encoded).hex
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
}
