def find_run(values, target):
    places = [index for index, value in enumerate(values) if value == target]
    return [places[0], places[-1]] if places else [-1, -1]
