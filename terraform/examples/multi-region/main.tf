# Two regions: the tables to follow are global tables, and each region has its own worker with its own derived tables, audit
# log and positions, made of the changes that its replica's stream shows. Nothing of the worker's is replicated: exactly once
# holds within a region, and one region goes on without the other.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "image" {
  description = "The image; each region pulls it from the first one's repository, or from its replica if ECR replicates it."
  type        = string
}

variable "alarm_actions" {
  description = "Who is told of alarms, by region: ARNs of SNS topics."
  type        = map(list(string))
  default     = {}
}

locals {
  first  = "us-east-1"
  second = "us-west-2" # As in terraform/tables.yaml, settings multi_region.

  config         = yamldecode(file("${path.module}/afterimage.yaml"))
  replica_config = yamldecode(file("${path.module}/afterimage-replica.yaml"))
}

provider "aws" {
  region = local.first
}

provider "aws" {
  alias  = "second"
  region = local.second
}

# ---- the first region

module "tables" {
  source = "../../modules/tables"
  config = local.config
}

module "network" {
  source = "../../modules/network"
  name   = "afterimage"
}

module "worker" {
  source = "../../modules/worker"

  name           = "afterimage-${local.first}"
  image          = var.image
  config         = local.config
  derived_tables = module.tables.names.derived
  key_arns       = module.tables.key_arns
  tasks          = { min = 1, max = 2 }

  vpc_id        = module.network.vpc_id
  subnet_ids    = module.network.subnet_ids
  public_ip     = true
  alarm_actions = lookup(var.alarm_actions, local.first, [])
  after         = module.tables.table_arns
}

# ---- the second region

module "tables_second" {
  source         = "../../modules/tables"
  config         = local.replica_config
  create_sources = false # They are the replicas of the first region's tables.

  providers = { aws = aws.second }
}

module "network_second" {
  source = "../../modules/network"
  name   = "afterimage"

  providers = { aws = aws.second }
}

module "worker_second" {
  source = "../../modules/worker"

  name           = "afterimage-${local.second}"
  image          = var.image
  config         = local.replica_config
  derived_tables = module.tables_second.names.derived
  key_arns       = module.tables_second.key_arns
  tasks          = { min = 1, max = 2 }

  vpc_id        = module.network_second.vpc_id
  subnet_ids    = module.network_second.subnet_ids
  public_ip     = true
  alarm_actions = lookup(var.alarm_actions, local.second, [])

  after = [module.tables.table_arns, module.tables_second.table_arns]

  providers = { aws = aws.second }
}
