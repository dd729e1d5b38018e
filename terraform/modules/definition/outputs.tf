locals {
  prefix         = try(var.config.tables.prefix, null) == null ? "afterimage_" : var.config.tables.prefix
  derived_prefix = try(var.config.tables.derived_prefix, null) == null ? "" : var.config.tables.derived_prefix
  group          = try(var.config.tables.settings, null) == null ? "standard" : var.config.tables.settings
  chosen         = try(local.parts.settings[local.group], {})
  followed       = [for source in var.config.sources : source.table]

  # Physical name => what it is for, the name that settings know it by, and how it is written.
  meant = merge(
    { for name in local.followed : name => { role = "source", logical = name, table = local.parts.sources[name] } if var.create_sources && can(local.parts.sources[name]) },
    { for name, table in local.parts.own : "${local.prefix}${name}" => { role = "own", logical = name, table = table } },
    { for name in local.followed : "${local.prefix}leases_${name}" => { role = "leases", logical = "leases", table = local.leases } if local.leases != null },
    { for name, table in local.parts.derived : "${local.derived_prefix}${name}" => { role = "derived", logical = name, table = table } },
  )

  tables = {
    for name, one in local.meant : name => {
      role      = one.role
      logical   = one.logical
      partition = try(keys(one.table.partition)[0], "")
      sort      = try(keys(one.table.sort)[0], null)
      stream    = try(one.table.stream, null)
      ttl       = try(one.table.ttl, null)
      attributes = {
        for attribute, types in local.attribute_types[one.role == "leases" ? "leases" : one.role == "source" ? "sources.${one.logical}" : "${one.role}.${one.logical}"] :
        attribute => try({ string = "S", number = "N", binary = "B" }[types[0]], "")
      }
      global_indexes = {
        for index, written in try({ for key, value in one.table.global_indexes : key => value }, {}) : index => {
          partition  = try(keys(written.partition)[0], "")
          sort       = try(keys(written.sort)[0], null)
          projection = try(written.projection, "")
          include    = try(written.include, null)
        }
      }
      local_indexes = {
        for index, written in try({ for key, value in one.table.local_indexes : key => value }, {}) : index => {
          sort       = try(keys(written.sort)[0], "")
          projection = try(written.projection, "")
          include    = try(written.include, null)
        }
      }
      settings = merge(
        local.plain,
        try({ for key, value in local.chosen : key => value if key != "tables" && value != null }, {}),
        try({ for key, value in local.chosen.tables[one.logical] : key => value if value != null }, {}),
      )
    }
  }
}

output "tables" {
  description = "Every table that is to be, by its name in DynamoDB: role (source, own, leases, derived), keys, indexes, stream, TTL and settings."
  value       = local.tables

  precondition {
    condition     = length(local.problems) == 0
    error_message = "${length(local.problems)} mistakes in the files of tables:\n  ${join("\n  ", local.problems)}"
  }
  precondition {
    condition     = length(local.meant) == length(local.followed) * (local.leases == null ? 0 : 1) + length(local.parts.own) + length(local.parts.derived) + length([for name in local.followed : name if var.create_sources && can(local.parts.sources[name])])
    error_message = "Two tables would have one name: tell source, derived and own tables apart by their prefixes."
  }
}

output "names" {
  description = "The names of all tables that a worker has to do with, by role; sources whether they are created here or not."
  value = {
    sources = local.followed
    own     = { for name, _ in local.parts.own : name => "${local.prefix}${name}" }
    leases  = [for name in local.followed : "${local.prefix}leases_${name}"]
    derived = [for name, _ in local.parts.derived : "${local.derived_prefix}${name}"]
  }
}

output "prefix" {
  description = "What comes before the names of own and lease tables."
  value       = local.prefix
}
