"""What several tests share: throwaway worlds, clients, sample services."""
