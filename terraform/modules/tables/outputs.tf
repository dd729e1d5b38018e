output "names" {
  description = "The names of all tables that a worker has to do with, by role, those of sources that are not created here, too. For module worker."
  value       = module.definition.names
}

output "table_arns" {
  description = "The ARNs of the tables that are created here, by name."
  value       = { for name, table in local.created_tables : name => table.arn }
}

output "stream_arns" {
  description = "The ARNs of the streams of the tables that are created here, by the table's name."
  value       = { for name, table in local.created_tables : name => table.stream_arn if local.tables[name].stream != null }
}

output "key_arns" {
  description = "The keys of one's own under which tables are encrypted, by what the settings call them. For module worker, which must be allowed to use them."
  value       = { for encryption in distinct([for table in local.tables : table.settings.encryption if !startswith(table.settings.encryption, "aws_")]) : encryption => local.key_arns[encryption] }
}
