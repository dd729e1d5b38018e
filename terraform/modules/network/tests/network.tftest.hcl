mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = { names = ["us-east-1a", "us-east-1b", "us-east-1c"] }
  }
}

variables {
  name = "afterimage"
}

run "has_two_zones_and_a_way_out" {
  command = plan

  assert {
    condition     = [for subnet in aws_subnet.tasks : subnet.cidr_block] == ["10.71.0.0/28", "10.71.0.16/28"] && length(aws_route.out) == 1
    error_message = "The subnets are not as they should be."
  }
}

run "has_no_way_out_where_it_is_told_so" {
  command = plan
  variables {
    public = false
  }

  assert {
    condition     = length(aws_route.out) == 0 && length(aws_internet_gateway.out) == 0
    error_message = "There is a way out."
  }
}

run "refuses_addresses_that_are_none" {
  command = plan
  variables {
    cidr = "10.71.0.0/28"
  }
  expect_failures = [var.cidr]
}
