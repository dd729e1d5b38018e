# The smallest network that a worker can live in: a VPC, subnets in two zones, and a way out or none.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

variable "name" {
  description = "What everything here is called."
  type        = string
}

variable "cidr" {
  description = "The addresses of the VPC, a /16 to /24."
  type        = string
  default     = "10.71.0.0/24"
  nullable    = false

  validation {
    condition     = can(cidrsubnet(var.cidr, 4, 1)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 24, false)
    error_message = "cidr is a block such as 10.71.0.0/24, of /16 to /24."
  }
}

variable "public" {
  description = "true: subnets with a way to the internet, for tasks with public addresses; costs nothing but the addresses. false: no way out but by VPC endpoints."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of everything here."
  type        = map(string)
  default     = {}
  nullable    = false
}

data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  # Fewer where the region has fewer.
  zones = slice(data.aws_availability_zones.available.names, 0, min(2, length(data.aws_availability_zones.available.names)))
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags                 = merge(var.tags, { Name = var.name })
}

resource "aws_subnet" "tasks" {
  for_each = { for number, zone in local.zones : zone => number }

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr, 4, each.value)
  tags              = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_internet_gateway" "out" {
  count = var.public ? 1 : 0

  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = var.name })
}

resource "aws_route_table" "tasks" {
  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = var.name })
}

resource "aws_route" "out" {
  count = var.public ? 1 : 0

  route_table_id         = aws_route_table.tasks.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.out[0].id
}

resource "aws_route_table_association" "tasks" {
  for_each = aws_subnet.tasks

  subnet_id      = each.value.id
  route_table_id = aws_route_table.tasks.id
}

output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "subnet_ids" {
  description = "Its subnets."
  value       = [for subnet in aws_subnet.tasks : subnet.id]
}

output "route_table_ids" {
  description = "Their route tables."
  value       = [aws_route_table.tasks.id]
}
