# Out to AWS, and in from nowhere.

resource "aws_security_group" "task" {
  name        = var.name
  description = "Afterimage's workers: out by HTTPS, in from nowhere"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.task.id
  description       = "DynamoDB, ECR, CloudWatch Logs, Session Manager"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

locals {
  gateways = var.endpoints ? toset(["dynamodb", "s3"]) : toset([])
  interfaces = var.endpoints ? toset(concat(
    # The streams of DynamoDB have an endpoint of their own; ECR's layers come from S3.
    ["dynamodb-streams", "ecr.api", "ecr.dkr", "logs"],
    var.execute_command ? ["ssmmessages"] : [],
    length(var.key_arns) > 0 ? ["kms"] : [],
    length(var.secrets) > 0 ? ["secretsmanager"] : [],
    length(var.parameters) > 0 ? ["ssm"] : [],
  )) : toset([])
}

resource "aws_vpc_endpoint" "gateway" {
  for_each = local.gateways

  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${local.region}.${each.key}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.route_table_ids
  tags              = var.tags
}

resource "aws_vpc_endpoint" "interface" {
  for_each = local.interfaces

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${local.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.subnet_ids
  security_group_ids  = [aws_security_group.endpoints[0].id]
  private_dns_enabled = true
  tags                = var.tags
}

resource "aws_security_group" "endpoints" {
  count = var.endpoints ? 1 : 0

  name        = "${var.name}-endpoints"
  description = "In from Afterimage's workers alone"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  count = var.endpoints ? 1 : 0

  security_group_id            = aws_security_group.endpoints[0].id
  description                  = "Workers"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.task.id
}
