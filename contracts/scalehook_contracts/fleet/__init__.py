"""ECS instances, and the SLB and RDS resources that scaling acts on."""
