# The smallest: the sample tables, everything that the worker keeps, and one worker on spare capacity, in a network of its own
# with public addresses and no way in. For trying it out; 'terraform destroy' takes all of it away.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  description = "Where everything is."
  type        = string
  default     = "us-east-1"
}

variable "image_tag" {
  description = "The tag of the image that was pushed to the repository; see docs/deploy.md."
  type        = string
  default     = "latest"
}

variable "workers" {
  description = "0 until the image is pushed, then 1."
  type        = number
  default     = 1
}

locals {
  config = yamldecode(file("${path.module}/afterimage.yaml"))
}

module "tables" {
  source = "../../modules/tables"
  config = local.config
}

module "network" {
  source = "../../modules/network"
  name   = "afterimage"
}

resource "aws_ecr_repository" "worker" {
  name         = "afterimage"
  force_delete = true
}

module "worker" {
  source = "../../modules/worker"

  image              = "${aws_ecr_repository.worker.repository_url}:${var.image_tag}"
  ecr_repository_arn = aws_ecr_repository.worker.arn
  config             = local.config
  derived_tables     = module.tables.names.derived
  key_arns           = module.tables.key_arns

  cpu    = 256
  memory = 1024
  spot   = true
  tasks  = { min = var.workers, max = max(var.workers, 1) }

  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.subnet_ids
  public_ip  = true

  log_retention_days = 7
  alarms             = { enabled = false }
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
