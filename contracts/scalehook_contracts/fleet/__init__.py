"""ECS instances, and the SLB, ALB and RDS resources that scaling acts on."""
