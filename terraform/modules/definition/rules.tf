# What is wrong with the files, one line each.

locals {
  types   = ["string", "number", "binary"]
  streams = ["NEW_AND_OLD_IMAGES", "NEW_IMAGE", "OLD_IMAGE", "KEYS_ONLY"]
  name    = "^[a-zA-Z0-9_.-]{3,255}$"
  region  = "^[a-z]{2,}(-[a-z0-9]+)+$"
  # RE2 has no look-ahead: alias/aws/… is looked for by itself.
  encryption = "^(aws_owned|aws_managed|alias/[a-zA-Z0-9/_-]{1,250}|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[a-zA-Z0-9/_-]{1,250})$"

  table_keys        = ["partition", "sort", "stream", "ttl", "global_indexes", "local_indexes"]
  global_index_keys = ["partition", "sort", "projection", "include"]
  local_index_keys  = ["sort", "projection", "include"]
  settings_keys     = keys(local.plain)
  unit_keys         = ["read_units", "write_units", "max_read_units", "max_write_units"]

  problems = concat(local.file_problems, local.table_problems, local.index_problems, local.settings_problems, local.rule_problems)

  file_problems = concat(
    flatten([for one in local.read : [for key in try(keys(one), []) : "${key} is no key" if !contains(["sources", "own", "leases", "derived", "settings"], key)]]),
    [for one in local.read : "a file of tables holds sections of keys" if !can(keys(one))],
    flatten([for one in local.read : [for part in keys(local.parts) : "${part} is no section of keys" if try(one[part], null) != null && !can(keys(one[part]))]]),
    [for path, name in local.names : "${path} is no name for a table" if !can(regex(local.name, name))],
    [for name, _ in local.parts.settings : "settings.${name} is no name for settings" if !can(regex("^[a-z][a-z0-9_]{0,62}$", name))],
  )

  table_problems = concat(
    [for path, table in local.written : "${path} is no section of keys" if !can(keys(table))],
    flatten([for path, table in local.written : [for key in try(keys(table), []) : "${path}.${key} is no key" if !contains(local.table_keys, key)]]),
    [for path, table in local.written : "${path}.partition is missing" if !can(table.partition)],
    [for path, key in local.keys : "${path} needs one attribute with its type (${join(", ", local.types)})" if !try(length(key) == 1 && contains(local.types, values(key)[0]), false)],
    [for path, table in local.written : "${path}.stream is none of ${join(", ", local.streams)}" if can(table.stream) && !try(contains(local.streams, table.stream), false)],
    [for name, table in local.parts.sources : "sources.${name}.stream must be NEW_AND_OLD_IMAGES" if try(table.stream, "") != "NEW_AND_OLD_IMAGES"],
    [for path, table in local.written : "${path}.ttl is no name of an attribute" if can(table.ttl) && !try(length(table.ttl) >= 1 && length(table.ttl) <= 255, false)],
    [for path, table in local.written : "${path}.local_indexes needs a table with a sort key" if can(table.local_indexes) && !can(table.sort)],
    [for path, table in local.written : "${path}.global_indexes has more than 20 indexes" if try(length(table.global_indexes) > 20, false)],
    [for path, table in local.written : "${path}.local_indexes has more than 5 indexes" if try(length(table.local_indexes) > 5, false)],
  )

  index_problems = concat(
    [for path, index in local.indexes : "${path} is no section of keys" if !can(keys(index))],
    flatten([for path, index in local.indexes : [
      for key in try(keys(index), []) : "${path}.${key} is no key"
      if !contains(strcontains(path, ".local_indexes.") ? local.local_index_keys : local.global_index_keys, key)
    ]]),
    [for path, index in local.indexes : "${path} is no name for an index" if !can(regex("_indexes\\.[a-zA-Z0-9_.-]{3,255}$", path))],
    [for path, index in local.indexes : "${path}.partition is missing" if strcontains(path, ".global_indexes.") && !can(index.partition)],
    [for path, index in local.indexes : "${path}.sort is missing" if strcontains(path, ".local_indexes.") && !can(index.sort)],
    [for path, index in local.indexes : "${path}.projection is none of ALL, KEYS_ONLY, INCLUDE" if !try(contains(["ALL", "KEYS_ONLY", "INCLUDE"], index.projection), false)],
    [for path, index in local.indexes : "${path}.include needs 1 to 20 attributes, each once, with the projection INCLUDE alone"
      if try(index.projection, "") == "INCLUDE"
      ? !try(length(index.include) >= 1 && length(index.include) <= 20 && length(distinct(index.include)) == length(index.include), false)
    : can(index.include)],
  )

  settings_problems = concat(
    [for path, settings in local.kept : "${path} is no section of keys" if !can(keys(settings))],
    flatten([for path, settings in local.kept : [for key in try(keys(settings), []) : "${path}.${key} is no key" if !contains(local.settings_keys, key)]]),
    [for path, settings in local.kept : "${path}.encryption is none of aws_owned, aws_managed, alias/NAME or a key's ARN"
    if can(settings.encryption) && (!can(regex(local.encryption, settings.encryption)) || try(startswith(settings.encryption, "alias/aws/"), false))],
    [for path, settings in local.kept : "${path}.recovery_days is no whole number from 0 to 35"
    if can(settings.recovery_days) && !try(floor(settings.recovery_days) == settings.recovery_days && settings.recovery_days >= 0 && settings.recovery_days <= 35, false)],
    [for path, settings in local.kept : "${path}.backups needs keep_days, from 0 to 36500, and takes a schedule such as cron(0 3 * * ? *)"
      if can(settings.backups) && !try(
        length(setsubtract(keys(settings.backups), ["keep_days", "schedule"])) == 0
        && floor(settings.backups.keep_days) == settings.backups.keep_days && settings.backups.keep_days >= 0 && settings.backups.keep_days <= 36500
    && can(regex("^cron\\([^()]{11,100}\\)$", try(settings.backups.schedule, "cron(0 3 * * ? *)"))), false)],
    [for path, settings in local.kept : "${path}.deletion_protection is neither true nor false" if can(settings.deletion_protection) && !can(tobool(settings.deletion_protection))],
    [for path, settings in local.kept : "${path}.class is neither standard nor standard_infrequent_access"
    if can(settings.class) && !try(contains(["standard", "standard_infrequent_access"], settings.class), false)],
    [for path, settings in local.kept : "${path}.replicas is no list of regions, each once"
    if can(settings.replicas) && !try(length(distinct(settings.replicas)) == length(settings.replicas) && alltrue([for region in settings.replicas : can(regex(local.region, region))]), false)],
    [for path, settings in local.kept : "${path}.tags takes up to 40 tags, none of them aws:…"
      if can(settings.tags) && !try(length(settings.tags) <= 40 && alltrue([
        for tag, value in settings.tags : length(tag) <= 128 && !startswith(tag, "aws:") && length(tostring(value)) <= 256
    ]), false)],
    local.billing_problems,
  )

  # By path; only what is written.
  billings = { for path, settings in local.kept : "${path}.billing" => settings.billing if can(settings.billing) }
  billing_problems = concat(
    [for path, billing in local.billings : "${path}.mode is neither on_demand nor provisioned" if !try(contains(["on_demand", "provisioned"], billing.mode), false)],
    flatten([for path, billing in local.billings : [
      for key in try(keys(billing), []) : "${path}.${key} is no key with this mode"
      if !contains(try(billing.mode, "") == "provisioned" ? ["mode", "read_units", "write_units", "autoscaling"] : ["mode", "max_read_units", "max_write_units"], key)
    ]]),
    [for path, billing in local.billings : "${path} needs read_units and write_units" if try(billing.mode, "") == "provisioned" && !(can(billing.read_units) && can(billing.write_units))],
    flatten([for path, units in merge(local.billings, { for path, billing in local.billings : "${path}.autoscaling" => billing.autoscaling if can(billing.autoscaling) }) : [
      for key in local.unit_keys : "${path}.${key} is no whole number from 1 to 40000"
      if can(units[key]) && !try(floor(units[key]) == units[key] && units[key] >= 1 && units[key] <= 40000, false)
    ]]),
    [for path, billing in local.billings : "${path}.autoscaling needs max_read_units and max_write_units, and takes target_percent, from 20 to 90"
      if can(billing.autoscaling) && !try(
        length(setsubtract(keys(billing.autoscaling), ["max_read_units", "max_write_units", "target_percent"])) == 0
        && billing.autoscaling.max_read_units > 0 && billing.autoscaling.max_write_units > 0
    && floor(try(billing.autoscaling.target_percent, 70)) == try(billing.autoscaling.target_percent, 70) && try(billing.autoscaling.target_percent, 70) >= 20 && try(billing.autoscaling.target_percent, 70) <= 90, false)],
  )
}

# Between parts, which no JSON Schema can tell.
locals {
  logical = concat(keys(local.parts.sources), keys(local.parts.own), keys(local.parts.derived), local.leases == null ? [] : ["leases"])
  # The types that each attribute of a table has in its keys.
  attribute_types = {
    for path, table in local.written : path => {
      for pair in distinct(flatten([
        for key in concat(
          [for at in ["partition", "sort"] : try(table[at], {})],
          flatten([for index in try(values(table.global_indexes), []) : [for at in ["partition", "sort"] : try(index[at], {})]]),
          [for index in try(values(table.local_indexes), []) : try(index.sort, {})],
        ) : [for name, type in try(tomap(key), {}) : { name = name, type = type }]
      ])) : pair.name => pair.type...
    }
  }
  # How each table is kept under each group of settings.
  effective = merge([
    for group, settings in local.parts.settings : {
      for path, table in local.written : "${group} ${path}" => {
        settings = merge(local.plain, try({ for key, value in settings : key => value if key != "tables" }, {}), try(settings.tables[local.names[path]], {}))
        stream   = try(table.stream, "")
      }
    }
  ]...)

  rule_problems = concat(
    [for name in distinct(local.logical) : "there are two tables ${name}" if length([for one in local.logical : one if one == name]) > 1],
    flatten([for one in [for part in ["sources", "own", "derived", "settings"] : { part = part, names = flatten([for read in local.read : try(keys(read[part]), [])]) }] :
    "a name is there twice in ${one.part} of the files" if length(distinct(one.names)) < length(one.names)]),
    flatten([for path, types in local.attribute_types : [for name, found in types : "${path} has the attribute ${name} with two types" if length(found) > 1]]),
    flatten([for group, settings in local.parts.settings : [
      for table in try(keys(settings.tables), []) : "settings.${group}.tables.${table} names no table" if !contains(local.logical, table)
    ]]),
    [for path, one in local.effective : "${path}: replicas need the stream NEW_AND_OLD_IMAGES" if try(length(one.settings.replicas) > 0, false) && one.stream != "NEW_AND_OLD_IMAGES"],
    [for path, one in local.effective : "${path}: replicas need provisioned units to have autoscaling"
    if try(length(one.settings.replicas) > 0 && one.settings.billing.mode == "provisioned", false) && !can(one.settings.billing.autoscaling)],
    [for name in [local.group] : "tables.settings of the configuration is ${name}, which is none of ${join(", ", keys(local.parts.settings))}"
    if length(local.parts.settings) > 0 && !contains(keys(local.parts.settings), name)],
    [for source in var.config.sources : "the configuration says that ${source.table} has its time to live in ${source.ttl_attribute}, the file of tables says ${try(local.parts.sources[source.table].ttl, "that it has none")}"
    if var.create_sources && can(local.parts.sources[source.table]) && try(source.ttl_attribute, null) != null && try(source.ttl_attribute != try(local.parts.sources[source.table].ttl, null), false)],
  )
}
