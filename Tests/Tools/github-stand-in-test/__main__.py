#!/usr/bin/env python3
"""Starts the stand-in before a bare repository and a real registry, and goes through what it is relied on for."""
import sys

sys.dont_write_bytecode = True

import unittest  # noqa: E402

import test_contract  # noqa: E402
import test_git  # noqa: E402
import test_packages  # noqa: E402
import test_releases  # noqa: E402
import test_workflows  # noqa: E402

modules = (test_contract, test_git, test_packages, test_releases, test_workflows)
suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromModule(module) for module in modules)
sys.exit(not unittest.TextTestRunner().run(suite).wasSuccessful())
