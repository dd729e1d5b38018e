output "service_name" {
  description = "The name of the ECS service."
  value       = aws_ecs_service.worker.name
}

output "cluster_name" {
  description = "The name of its cluster."
  value       = local.cluster_name
}

output "log_group" {
  description = "Where its log is: aws logs tail LOG_GROUP --follow."
  value       = aws_cloudwatch_log_group.worker.name
}

output "task_role_arn" {
  description = "The role of the tasks, which owners of other accounts' roles may trust."
  value       = aws_iam_role.task.arn
}

output "security_group_id" {
  description = "The security group of the tasks."
  value       = aws_security_group.task.id
}
