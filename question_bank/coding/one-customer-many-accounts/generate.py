import random


def mail(number: int) -> str:
    return f"m{number}@x.example" if number >= 0 else ""


def street(number: int) -> str:
    return f"Elm {number}" if number >= 0 else ""


def generate(n: int, seed: int) -> dict:
    """At most n accounts; large inputs are one long chain for the most part, and small groups besides."""
    rng = random.Random(f"one-customer-many-accounts:{n}:{seed}")
    if n > 20:
        chain = n * 9 // 10
        # E-mails pair accounts 0 and 1, 2 and 3, and so on; addresses pair 1 and 2, 3 and 4.
        emails = [account // 2 for account in range(chain)]
        addresses = [(account + 1) // 2 for account in range(chain)]
        for details in (emails, addresses):
            details += [-1 if rng.random() < 0.2 else n + rng.randrange(n) for _ in range(n - chain)]
        return {"emails": [mail(one) for one in emails], "addresses": [street(one) for one in addresses]}
    count = rng.randint(0 if rng.random() < 0.2 else n // 2, n)
    most = rng.choice([1 + n // 2, n, 2 * n])
    emails = [rng.randint(-1, most) for _ in range(count)]
    addresses = [rng.randint(-1, most) for _ in range(count)]
    texts = [street(one) for one in addresses]
    if count > 1 and rng.random() < 0.2:
        texts[0] = mail(emails[-1])
    return {"emails": [mail(one) for one in emails], "addresses": texts}
