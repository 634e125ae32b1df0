// M/M/1 (mm1.h) with ns-3's Simulator::Schedule.

#include "draws.h"
#include "mm1.h"
#include "ns3-core.h"
#include "told.h"

#include <deque>

using namespace ns3;

namespace
{

struct Customer
{
  Time came;
  Time service;
};

class Mm1
{
public:
  Mm1(int64_t customers, double load)
    : m_left(customers),
      m_gap(1e6 / load)
  {
    Expect();
  }

  uint64_t served = 0;
  Time waited;

private:
  Draws m_arrivals{MM1_ARRIVALS_SEED};
  Draws m_services{MM1_SERVICES_SEED};
  std::deque<Customer> m_line; // the first of them is served
  int64_t m_left;
  const double m_gap;

  void Expect()
  {
    if (m_left-- > 0)
      Simulator::Schedule(MicroSeconds(std::llround(m_arrivals.Exponential(m_gap))), &Mm1::Arrive, this);
  }

  void Arrive()
  {
    m_line.push_back({Simulator::Now(), MicroSeconds(std::llround(m_services.Exponential(1e6)))});
    if (m_line.size() == 1)
      Serve();
    Expect();
  }

  void Serve()
  {
    waited += Simulator::Now() - m_line.front().came;
    served++;
    Simulator::Schedule(m_line.front().service, &Mm1::Depart, this);
  }

  void Depart()
  {
    m_line.pop_front();
    if (!m_line.empty())
      Serve();
  }
};

} // namespace

int
main(int argc, char* argv[])
{
  const Asked asked(argc, argv);
  UseScheduler(asked.Word("scheduler"));
  Mm1 mm1(asked.Number("customers"), std::strtod(asked.Word("load").c_str(), nullptr));
  const Stopwatch run;
  Simulator::Run();
  const double seconds = run.Seconds();
  Tell(0,
       seconds,
       Simulator::GetEventCount(),
       Member("customers", mm1.served) + ", " + Member("meanWaitS", mm1.waited.ToDouble(Time::US) / mm1.served / 1e6));
  Simulator::Destroy();
  return 0;
}
