variable "files" {
  description = <<-EOT
    Paths of files of tables; together they define all. Empty for Afterimage's own, terraform/tables.yaml. Add to it the file
    of your own projections, as [".../terraform/tables.yaml", ".../my-projections/tables.yaml"].
  EOT
  type        = list(string)
  default     = []
  nullable    = false
}

variable "config" {
  description = <<-EOT
    The worker's configuration as afterimage.yaml has it, so yamldecode(file("afterimage.yaml")): which tables are followed
    (sources), what all are called (tables.prefix, tables.derived_prefix) and how they are kept (tables.settings).
  EOT
  type        = any

  validation {
    condition     = try(length(var.config.sources) > 0 && alltrue([for source in var.config.sources : can(regex("^[a-zA-Z0-9_.-]{3,255}$", source.table))]), false)
    error_message = "The configuration needs \"sources\": at least one, each with its \"table\"."
  }
  validation {
    condition     = try(length(distinct([for source in var.config.sources : source.table])) == length(var.config.sources), true)
    error_message = "The configuration names a table twice in \"sources\"."
  }
  validation {
    condition = alltrue([
      for key in ["prefix", "derived_prefix"] : can(regex("^[a-zA-Z0-9_.-]{0,100}$", coalesce(try(var.config.tables[key], null), "x")))
    ])
    error_message = "The prefixes of tables take up to 100 of the characters a-z A-Z 0-9 _ . -"
  }
}

variable "create_sources" {
  description = "Whether to create those tables to follow that the files define. false where they exist, or are replicas of tables in another region."
  type        = bool
  default     = true
  nullable    = false
}
