import random

random.seed(3)
secret, low, high, tries = random.randint(1, 100), 1, 100, 0
guess = None
while guess != secret:
    guess = (low + high) // 2
    tries += 1
    print(f"try {tries}: {guess}")
    if guess < secret:
        low = guess + 1
    else:
        high = guess - 1
print("found it")
