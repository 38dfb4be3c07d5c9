import random
from collections import deque

random.seed(7)
SIZE = 15
maze = [["#"] * SIZE for _ in range(SIZE)]


def carve(row, column):
    maze[row][column] = " "
    steps = [(0, 2), (2, 0), (0, -2), (-2, 0)]
    random.shuffle(steps)
    for down, right in steps:
        r, c = row + down, column + right
        if 0 < r < SIZE and 0 < c < SIZE and maze[r][c] == "#":
            maze[row + down // 2][column + right // 2] = " "
            carve(r, c)


def solve(start, goal):
    came_from, ahead = {start: None}, deque([start])
    while ahead:
        here = ahead.popleft()
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            there = here[0] + down, here[1] + right
            if maze[there[0]][there[1]] == " " and there not in came_from:
                came_from[there] = here
                ahead.append(there)
    path = []
    while goal:
        path.append(goal)
        goal = came_from[goal]
    return path[::-1]


carve(1, 1)
path = solve((1, 1), (SIZE - 2, SIZE - 2))
for row, column in path:
    maze[row][column] = "."
print("\n".join("".join(line) for line in maze))
print(f"solved, from {path[0]} to {path[-1]}")
