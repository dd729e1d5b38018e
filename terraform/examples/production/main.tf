# For production: tables that can be restored and are protected, under a key of one's own; two workers in two zones, in
# subnets without a way out but to AWS; alarms to whoever is on duty.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
  # State holds nothing secret here, but two people must not write it at once: keep it where it is locked.
  # backend "s3" { bucket = "…", key = "afterimage", region = "us-east-1", use_lockfile = true }
}

provider "aws" {
  region = var.region
  default_tags {
    tags = { project = "afterimage", environment = "production" }
  }
}

variable "region" {
  description = "Where everything is."
  type        = string
  default     = "us-east-1"
}

variable "image" {
  description = "The image by its digest: 123456789012.dkr.ecr.us-east-1.amazonaws.com/afterimage@sha256:…"
  type        = string
}

variable "alarm_email" {
  description = "Who is told of alarms; must be confirmed once, by mail."
  type        = string
}

variable "create_sources" {
  description = "false where the tables to follow exist already."
  type        = bool
  default     = true
}

variable "workers" {
  description = "0 until the image is pushed, then 2; up to 4 while they lag."
  type        = number
  default     = 2
}

locals {
  config = yamldecode(file("${path.module}/afterimage.yaml"))
}

module "tables" {
  source         = "../../modules/tables"
  config         = local.config
  create_sources = var.create_sources
}

# Yours instead, if you have one: give its ids to the worker.
module "network" {
  source = "../../modules/network"
  name   = "afterimage-prod"
  public = false
}

resource "aws_ecr_repository" "worker" {
  name                 = "afterimage-prod"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}

# Its value is set by hand, once: aws secretsmanager put-secret-value --secret-id afterimage-prod/change-token --secret-string …
resource "aws_secretsmanager_secret" "change_token" {
  name        = "afterimage-prod/change-token"
  description = "What one has to know to redrive or discard in Afterimage's console"
}

resource "aws_sns_topic" "alarms" {
  name              = "afterimage-prod-alarms"
  kms_master_key_id = null # CloudWatch may not use AWS's own key of SNS; take one of yours if the topic must be encrypted.
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

module "worker" {
  source = "../../modules/worker"

  name               = "afterimage-prod"
  image              = var.image
  ecr_repository_arn = aws_ecr_repository.worker.arn
  config             = local.config
  derived_tables     = module.tables.names.derived
  key_arns           = module.tables.key_arns
  secrets            = { CONSOLE_CHANGE_TOKEN = aws_secretsmanager_secret.change_token.arn }

  cpu          = 1024
  memory       = 2048
  tasks        = { min = var.workers, max = max(var.workers, 4) }
  scaling      = { lag_seconds = 60 }
  stop_timeout = 60

  vpc_id          = module.network.vpc_id
  subnet_ids      = module.network.subnet_ids
  route_table_ids = module.network.route_table_ids
  endpoints       = true

  log_retention_days = 90
  alarm_actions      = [aws_sns_topic.alarms.arn]
  after              = module.tables.table_arns
}

output "repository_url" {
  description = "Where the image goes."
  value       = aws_ecr_repository.worker.repository_url
}

output "cluster" {
  value = module.worker.cluster_name
}

output "service" {
  value = module.worker.service_name
}

output "log_group" {
  value = module.worker.log_group
}
