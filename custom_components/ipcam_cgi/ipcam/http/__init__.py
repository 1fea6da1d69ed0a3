"""How cameras are asked: requests, answers, logins."""
