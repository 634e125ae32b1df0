// What a program is asked on its command line (--key=value), and the line of JSON that it prints in the end.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

class Asked
{
public:
  Asked(int argc, char* argv[])
  {
    for (int i = 1; i < argc; i++)
    {
      const std::string word = argv[i];
      const size_t equals = word.find('=');
      if (word.rfind("--", 0) != 0 || equals == std::string::npos)
        throw std::runtime_error("expected --key=value, found " + word);
      m_values[word.substr(2, equals - 2)] = word.substr(equals + 1);
    }
  }

  std::string Word(const std::string& key) const
  {
    const auto found = m_values.find(key);
    if (found == m_values.end())
      throw std::runtime_error("expected --" + key);
    return found->second;
  }

  int64_t Number(const std::string& key) const
  {
    return static_cast<int64_t>(std::strtod(Word(key).c_str(), nullptr));
  }

private:
  std::map<std::string, std::string> m_values;
};

class Stopwatch
{
public:
  double Seconds() const
  {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  }

private:
  const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/** The most resident memory; where the kernel says it, of this program alone and not also of what started it. */
inline uint64_t
PeakBytes()
{
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
  {
    unsigned long long kilobytes;
    if (std::sscanf(line.c_str(), "VmHWM: %llu kB", &kilobytes) == 1)
      return kilobytes * 1024;
  }
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

/** `seconds` of the work itself; `result`: the members of an object of JSON, alike in all programs. */
inline void
Tell(double setupSeconds, double seconds, uint64_t events, const std::string& result)
{
  std::printf("{\"setupSeconds\": %.6f, \"seconds\": %.6f, \"events\": %llu, \"peakBytes\": %llu, \"result\": {%s}}\n",
              setupSeconds,
              seconds,
              static_cast<unsigned long long>(events),
              static_cast<unsigned long long>(PeakBytes()),
              result.c_str());
}

/** A member of an object of JSON. */
inline std::string
Member(const char* name, double value)
{
  char text[96];
  std::snprintf(text, sizeof text, "\"%s\": %.15g", name, value);
  return text;
}
