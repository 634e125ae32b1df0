// M/M/1 (mm1.h) with std::priority_queue.

#include "draws.h"
#include "mm1.h"
#include "queue.h"
#include "told.h"

#include <deque>

namespace
{

enum Code
{
  ARRIVAL,
  DEPARTURE
};

struct Customer
{
  int64_t came;
  int64_t service;
};

class Mm1
{
public:
  Mm1(int64_t customers, double load)
    : m_left(customers),
      m_gap(1e6 / load)
  {
    Expect(0);
  }

  void Run()
  {
    Event event;
    while (m_queue.Pop(event))
    {
      events++;
      if (event.code == ARRIVAL)
        Arrive(event.time);
      else
        Depart(event.time);
    }
  }

  uint64_t events = 0;
  uint64_t served = 0;
  double waited = 0;

private:
  EventQueue m_queue;
  Draws m_arrivals{MM1_ARRIVALS_SEED};
  Draws m_services{MM1_SERVICES_SEED};
  std::deque<Customer> m_line; // the first of them is served
  int64_t m_left;
  const double m_gap;

  void Expect(int64_t now)
  {
    if (m_left-- > 0)
      m_queue.Push(now + std::llround(m_arrivals.Exponential(m_gap)), 0, ARRIVAL, 0);
  }

  void Arrive(int64_t now)
  {
    m_line.push_back({now, std::llround(m_services.Exponential(1e6))});
    if (m_line.size() == 1)
      Serve(now);
    Expect(now);
  }

  void Serve(int64_t now)
  {
    waited += now - m_line.front().came;
    served++;
    m_queue.Push(now + m_line.front().service, 0, DEPARTURE, 0);
  }

  void Depart(int64_t now)
  {
    m_line.pop_front();
    if (!m_line.empty())
      Serve(now);
  }
};

} // namespace

int
main(int argc, char* argv[])
{
  const Asked asked(argc, argv);
  Mm1 mm1(asked.Number("customers"), std::strtod(asked.Word("load").c_str(), nullptr));
  const Stopwatch run;
  mm1.Run();
  Tell(0, run.Seconds(), mm1.events, Member("customers", mm1.served) + ", " + Member("meanWaitS", mm1.waited / mm1.served / 1e6));
  return 0;
}
