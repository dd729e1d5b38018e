# What the files of tables mean under a configuration. What may stand in them is tested by TableFilesIT, beside the program.

variables {
  config = { sources = [{ table = "users" }, { table = "items", ttl_attribute = "expires_at" }] }
}

run "names_all_tables_of_the_configuration" {
  command = plan

  assert {
    condition = toset(keys(output.tables)) == toset([
      "users", "items",
      "afterimage_positions", "afterimage_audit", "afterimage_expirations", "afterimage_feed", "afterimage_parked",
      "afterimage_projections", "afterimage_backfills",
      "afterimage_leases_users", "afterimage_leases_items",
      "list_summary", "list_summary_v2", "user_lists", "list_members", "due_items",
    ])
    error_message = "Unexpected tables: ${join(", ", keys(output.tables))}"
  }
  assert {
    condition     = output.tables["items"].local_indexes.items_by_order.sort == "order" && output.tables["items"].attributes.order == "N"
    error_message = "The index of items is not as the file says."
  }
  assert {
    condition     = output.tables["items"].settings.encryption == "aws_owned" && output.tables["items"].settings.billing.mode == "on_demand"
    error_message = "Without tables.settings the group is standard."
  }
}

run "gives_own_and_derived_tables_their_prefixes" {
  command = plan
  variables {
    config = { sources = [{ table = "users" }], tables = { prefix = "blue.", derived_prefix = "view_" } }
  }

  assert {
    condition     = output.names.own.audit == "blue.audit" && contains(output.names.derived, "view_list_summary") && output.names.leases == ["blue.leases_users"]
    error_message = "The prefixes are not those of the configuration."
  }
}

run "an_empty_prefix_is_one" {
  command = plan
  variables {
    config = { sources = [{ table = "users" }], tables = { prefix = "" } }
  }

  assert {
    condition     = output.names.own.audit == "audit"
    error_message = "The prefix was not empty."
  }
}

run "leaves_sources_alone_where_it_is_told_to" {
  command = plan
  variables {
    create_sources = false
  }

  assert {
    condition     = !contains(keys(output.tables), "items") && contains(keys(output.tables), "afterimage_leases_items") && output.names.sources == ["users", "items"]
    error_message = "Sources are not to be created, but followed."
  }
}

run "follows_tables_that_no_file_defines" {
  command = plan
  variables {
    config = { sources = [{ table = "orders" }] }
  }

  assert {
    condition     = !contains(keys(output.tables), "orders") && contains(keys(output.tables), "afterimage_leases_orders")
    error_message = "A table that exists elsewhere needs leases only."
  }
}

run "settings_of_one_table_take_the_place_of_the_groups" {
  command = plan
  variables {
    config = { sources = [{ table = "users" }], tables = { settings = "production" } }
  }

  assert {
    condition = (
      output.tables["afterimage_audit"].settings.class == "standard_infrequent_access"
      && output.tables["afterimage_audit"].settings.recovery_days == 35
      && output.tables["afterimage_leases_users"].settings.recovery_days == 0
      && output.tables["afterimage_leases_users"].settings.encryption == "alias/afterimage"
    )
    error_message = "The settings of audit or leases are not as the file says."
  }
}

run "refuses_a_configuration_without_sources" {
  command = plan
  variables {
    config = { tables = { prefix = "blue_" } }
  }
  expect_failures = [var.config]
}

run "refuses_a_table_twice" {
  command = plan
  variables {
    config = { sources = [{ table = "users" }, { table = "users" }] }
  }
  expect_failures = [var.config]
}

run "refuses_a_prefix_that_dynamodb_would_not_take" {
  command = plan
  variables {
    config = { sources = [{ table = "users" }], tables = { prefix = "a b" } }
  }
  expect_failures = [var.config]
}

run "refuses_settings_that_the_file_does_not_have" {
  command = plan
  variables {
    config = { sources = [{ table = "users" }], tables = { settings = "prodction" } }
  }
  expect_failures = [output.tables]
}

run "refuses_another_time_to_live_than_the_files" {
  command = plan
  variables {
    config = { sources = [{ table = "items", ttl_attribute = "gone_at" }] }
  }
  expect_failures = [output.tables]
}

run "refuses_one_name_for_two_tables" {
  command = plan
  variables {
    config = { sources = [{ table = "v_list_summary" }, { table = "users" }], tables = { prefix = "list_", derived_prefix = "list_leases_" } }
    files  = ["tests/one-name.yaml"]
  }
  expect_failures = [output.tables]
}
