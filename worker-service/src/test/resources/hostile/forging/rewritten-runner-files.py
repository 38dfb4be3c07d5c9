# ends: USER_ERROR
# seconds: 20
import cellhive_runner
open(cellhive_runner.__file__, 'a').write('1 / 0')
