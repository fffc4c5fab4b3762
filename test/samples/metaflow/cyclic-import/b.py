import a
X = 1