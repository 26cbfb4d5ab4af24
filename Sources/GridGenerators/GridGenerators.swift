// API sketch: bodies to come.
import Grids
