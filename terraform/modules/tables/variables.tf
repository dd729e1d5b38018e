variable "config" {
  description = <<-EOT
    The worker's configuration as afterimage.yaml has it: yamldecode(file("afterimage.yaml")). It says which tables are
    followed (sources), what all are called (tables.prefix, tables.derived_prefix) and how they are kept (tables.settings).
  EOT
  type        = any
}

variable "files" {
  description = "Files of tables; empty for Afterimage's own, terraform/tables.yaml. See module definition."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "create_sources" {
  description = "Whether to create those tables to follow that the files define. Choose false where they exist already, or are replicas of tables that were created in another region."
  type        = bool
  default     = true
  nullable    = false
}

variable "create_keys" {
  description = <<-EOT
    Whether to create the keys that settings name by an alias (encryption: alias/NAME). Choose false where somebody else looks
    after keys; then kms_key_arns says which they are.
  EOT
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arns" {
  description = "The keys behind aliases that are not created here, by alias: { \"alias/afterimage\" = \"arn:aws:kms:…\" }."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for alias, arn in var.kms_key_arns : startswith(alias, "alias/") && can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/", arn))])
    error_message = "kms_key_arns takes aliases (alias/NAME) and ARNs of keys (arn:aws:kms:REGION:ACCOUNT:key/ID)."
  }
}

variable "replica_kms_key_arns" {
  description = "The keys of replicas, by region, where their tables have a key that is not created here."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "key_deletion_days" {
  description = "For how long a key that Terraform was told to destroy can still be saved, 7 to 30 days. Without its key a table is lost."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "KMS waits for 7 to 30 days."
  }
}

variable "force_destroy_backups" {
  description = "true: destroying the vault destroys the backups in it. Choose it for trials."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags of everything here; those of the settings go first."
  type        = map(string)
  default     = {}
  nullable    = false
}
