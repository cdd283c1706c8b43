// Runs programs one after the other in one process: each as a file of its own would, without its start.
const { readFileSync } = require('node:fs');
const vm = require('node:vm');

async function main() {
  console.log = () => {};
  for (const { name, code } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
    const context = vm.createContext({ require, process, console, Buffer });
    try {
      await vm.runInContext(code, context, { filename: name });
    } catch (problem) {
      if (problem.code !== 'InvalidParameter') process.stderr.write(`${name}: ${problem.stack}\n`);
    }
  }
}

main();
